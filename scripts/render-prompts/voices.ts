import type { Language } from '../../bridge/conference/languages.js';
import { espeak, festival, type Voice } from './synthesizer.js';

/**
 * The HTS voice is soft above 1.5 kHz and has much of its power below 300 Hz, where a telephone
 * carries nothing.
 */
const forTelephone = ['bass', '-8', '250', 'treble', '+9', '1800'];

/** Chosen by the figures in bridge/decisions/0005-prompt-voices.md. */
export const chosenVoice: Readonly<Record<Language, Voice>> = {
  en: festival('cmu_us_slt_arctic_hts', 0.88, forTelephone),
  fr: espeak('fr', { wordsPerMinute: 150, pitch: 45 }),
};
