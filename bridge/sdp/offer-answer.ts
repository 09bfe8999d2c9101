/** Offer and answer (RFC 3264) as pure functions: texts and values in, texts and values out. */
export { answerOffer } from './answer-offer.js';
export { applyAnswer, makeOffer } from './make-offer.js';
