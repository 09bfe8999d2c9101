import type { Role } from '../../../bridge/conference/words.js';
import { inLanguages } from '../../i18n/languages.js';
import type { HelpPrompt } from './key-commands.js';

interface CommandsStrings {
  readonly title: string;
  readonly lead: string;
  readonly print: string;
  readonly columns: readonly [keys: string, effect: string];
  readonly roles: Readonly<Record<Role, string>>;
  /** Of `*1`, which says the others. */
  readonly help: string;
  readonly keys: Readonly<Record<HelpPrompt, string>>;
  readonly notes: string;
  readonly web: string;
  readonly webLead: string;
  readonly webControls: readonly (readonly [control: string, effect: string])[];
}

const en: CommandsStrings = {
  title: 'Commands',
  lead: 'During a conference, press these keys on your telephone. Only you hear the answer, unless everyone is told of a change.',
  print: 'Print',
  columns: ['Keys', 'What they do'],
  roles: { organizer: 'Organizers', participant: 'Participants' },
  help: 'Hear the commands that you can use at that moment',
  keys: {
    'help-mute': 'Mute or open your line',
    'help-dial-out': 'Call someone and bring them in, where your account allows it',
    'help-cancel-dial-out': 'give up the call',
    'help-next-speaker': 'In lecture mode: give the floor to the next raised hand',
    'help-own-place': 'With your hand raised: hear your place in the queue',
    'help-count': 'Hear how many callers there are',
    'help-lock': 'Lock the conference',
    'help-unlock': 'unlock it',
    'help-record': 'Start recording',
    'help-stop-recording': 'stop it',
    'help-lecture': 'Lecture mode: on, then strict, then off',
    'help-count-hands': 'In lecture mode: hear how many hands are raised',
    'help-raise-hand': 'In lecture mode: raise your hand',
    'help-lower-hand': 'lower it',
    'help-tones': 'Turn entry and exit tones on or off',
    'help-continue': 'Let the conference continue after you hang up, or not',
    'help-roll-call': 'Hear the recorded names, where roll call is on; any key stops them',
  },
  notes: 'The two keys are pressed within three seconds. Again does the opposite where it says so.',
  web: 'On the page of live control',
  webLead:
    'An organizer can do the same from the page, and more. Telephones and page always agree.',
  webControls: [
    ['Mute, Unmute', 'One line, or all participants. The line hears it.'],
    ['Hold, Return', 'Takes a line out of the conversation, with music, and back.'],
    ['Lower hand', 'Takes a raised hand down; hands stand in the order they were raised.'],
    ['Rename', 'Gives a line the name that you know it by.'],
    ['Make organizer', 'Gives a line the commands of an organizer.'],
    ['Drop', 'Ends one call.'],
    ['Lecture', 'Off, participants may unmute themselves, or strict.'],
    ['Lock', 'Nobody else comes in but organizers.'],
    ['Record', 'Starts and stops; everyone hears a notice.'],
    ['Invite by phone', 'Calls a number and lets in who answers.'],
    ['End', 'Ends the conference for everyone.'],
  ],
};

const fr: CommandsStrings = {
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

export const commandsStrings = inLanguages(en, fr);
