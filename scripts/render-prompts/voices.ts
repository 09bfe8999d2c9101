import type { Language } from '../../bridge/conference/room-options.js';
import { espeak, festival, flite, type Voice } from './synthesizer.js';

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

export const candidates: Readonly<Record<Language, readonly Voice[]>> = {
  en: [
    chosenVoice.en,
    festival('cmu_us_slt_arctic_hts', 1, []),
    flite('slt'),
    flite('rms'),
    espeak('en-us+f3', { wordsPerMinute: 150, pitch: 50 }),
    espeak('en-us', { wordsPerMinute: 150, pitch: 45 }),
  ],
  fr: [
    chosenVoice.fr,
    espeak('fr+Annie', { wordsPerMinute: 150, pitch: 45 }),
    espeak('fr+f2', { wordsPerMinute: 150, pitch: 45 }),
    espeak('fr+f5', { wordsPerMinute: 150, pitch: 45 }),
    espeak('fr+f4', { wordsPerMinute: 150, pitch: 45 }),
    espeak('fr+anika', { wordsPerMinute: 150, pitch: 45 }),
    espeak('fr+klatt', { wordsPerMinute: 150, pitch: 45 }),
    espeak('fr+m3', { wordsPerMinute: 150, pitch: 45 }),
  ],
};
