import type { CommandsTexts } from '../../en/texts/commands.js';

export const commands: CommandsTexts = {
  title: 'Commandes',
  lead: "Pendant une conférence, appuyez sur ces touches de votre téléphone. Vous seul entendez la réponse, sauf lorsqu'un changement est annoncé à tous.",
  print: 'Imprimer',
  columns: ['Touches', 'Effet'],
  roles: { organizer: 'Organisateurs', participant: 'Participants' },
  help: 'Écouter les commandes disponibles à ce moment',
  keys: {
    'help-mute': 'Couper ou rouvrir votre micro',
    'help-dial-out': "Appeler quelqu'un et le faire entrer, si votre compte le permet",
    'help-cancel-dial-out': "renoncer à l'appel",
    'help-next-speaker': 'En mode discours : donner la parole à la prochaine main levée',
    'help-own-place': 'Main levée : écouter votre place dans la file',
    'help-count': "Écouter le nombre d'appelants",
    'help-lock': 'Verrouiller la conférence',
    'help-unlock': 'la déverrouiller',
    'help-record': "Démarrer l'enregistrement",
    'help-stop-recording': "l'arrêter",
    'help-lecture': 'Mode discours : activé, puis strict, puis désactivé',
    'help-count-hands': 'En mode discours : écouter le nombre de mains levées',
    'help-raise-hand': 'En mode discours : lever la main',
    'help-lower-hand': 'la baisser',
    'help-tones': "Activer ou désactiver les signaux d'entrée et de sortie",
    'help-continue': 'Laisser ou non la conférence continuer après votre départ',
    'help-roll-call':
      'Écouter les noms enregistrés, si la liste de présence est activée ; toute touche les arrête',
  },
  notes:
    "Les deux touches se pressent en moins de trois secondes. Une seconde fois produit l'effet contraire, lorsque c'est indiqué.",
  web: 'Sur la page de contrôle en direct',
  webLead:
    "Un organisateur peut faire de même depuis la page, et davantage. Téléphones et page sont toujours d'accord.",
  webControls: [
    ['Couper, Rétablir', 'Une ligne, ou tous les participants. La ligne en est avertie.'],
    ['Attente, Retour', 'Sort une ligne de la conversation, avec de la musique, et la ramène.'],
    ['Baisser la main', 'Retire une main levée ; les mains sont dans leur ordre.'],
    ['Renommer', 'Donne à une ligne le nom que vous lui connaissez.'],
    ['Nommer organisateur', "Donne à une ligne les commandes d'un organisateur."],
    ['Raccrocher', 'Met fin à un appel.'],
    ['Discours', 'Désactivé, les participants peuvent rétablir leur micro, ou strict.'],
    ['Verrouiller', "Plus personne n'entre, sauf les organisateurs."],
    ['Enregistrer', 'Démarre et arrête ; tous entendent une annonce.'],
    ['Inviter par téléphone', 'Appelle un numéro et fait entrer qui répond.'],
    ['Terminer', 'Met fin à la conférence pour tous.'],
  ],
};
