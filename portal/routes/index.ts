import type { Resource } from '../http/routes.js';
import { administration } from './admin/administration.js';
import { commands } from './commands/commands.js';
import { conferences } from './conferences/conferences.js';
import { home } from './home/home.js';
import { language } from './language/language.js';
import { live } from './live/live.js';
import { password } from './password/password.js';
import { recordings } from './recordings/recordings.js';
import { schedule } from './schedule/schedule.js';
import { settings } from './settings/settings.js';
import { signIn } from './sign-in/sign-in.js';
import { usage } from './usage/usage.js';

/** Every resource of the portal, one line each. */
export const resources: readonly Resource[] = [
  home,
  language,
  signIn,
  password,
  conferences,
  live,
  schedule,
  usage,
  settings,
  commands,
  recordings,
  administration,
];
