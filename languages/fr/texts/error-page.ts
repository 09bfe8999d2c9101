import type { ErrorPageTexts } from '../../en/texts/error-page.js';

export const errorPage: ErrorPageTexts = {
  byStatus: {
    400: { title: 'Demande incomprise', text: 'La demande est illisible.' },
    403: {
      title: 'Non autorisé',
      text: 'Cette page ne vous est pas accessible, ou elle est restée ouverte trop longtemps. Rechargez-la et recommencez.',
    },
    404: {
      title: 'Introuvable',
      text: "Cette page n'existe pas, ou elle ne vous est pas accessible.",
    },
    409: {
      title: 'Impossible pour le moment',
      text: 'La situation a changé. Rechargez la page.',
    },
    413: { title: 'Trop volumineux', text: 'Trop de données ont été envoyées à la fois.' },
    429: { title: "Trop d'essais", text: 'Patientez quelques minutes, puis recommencez.' },
    500: {
      title: 'Une erreur est survenue',
      text: 'Le journal du pont en indique la cause. Les appels continuent.',
    },
    503: {
      title: 'Indisponible pour le moment',
      text: 'La base de données ne répond pas. Les appels continuent ; réessayez bientôt.',
    },
  },
  home: "Retour à l'accueil",
};
