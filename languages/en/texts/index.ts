import { adminSections } from './admin-sections.js';
import { admins } from './admins.js';
import { auditDetail } from './audit-detail.js';
import { audit } from './audit.js';
import { commands } from './commands.js';
import { conferences } from './conferences.js';
import { defaults } from './defaults.js';
import { errorPage } from './error-page.js';
import { form } from './form.js';
import { groups } from './groups.js';
import { home } from './home.js';
import { invitation } from './invitation.js';
import { layout } from './layout.js';
import { live } from './live.js';
import { misfits } from './misfits.js';
import { navigation } from './navigation.js';
import { numbers } from './numbers.js';
import { optionField } from './option-field.js';
import { organizers } from './organizers.js';
import { passwordMail } from './password-mail.js';
import { password } from './password.js';
import { pin } from './pin.js';
import { prices } from './prices.js';
import { problems } from './problems.js';
import { recordings } from './recordings.js';
import { roomOptions } from './room-options.js';
import { schedule } from './schedule.js';
import { settings } from './settings.js';
import { signIn } from './sign-in.js';
import { tokens } from './tokens.js';
import { usage } from './usage.js';
import { welcomeMail } from './welcome-mail.js';

export const texts = {
  adminSections,
  admins,
  auditDetail,
  audit,
  commands,
  conferences,
  defaults,
  errorPage,
  form,
  groups,
  home,
  invitation,
  layout,
  live,
  misfits,
  navigation,
  numbers,
  optionField,
  organizers,
  passwordMail,
  password,
  pin,
  prices,
  problems,
  recordings,
  roomOptions,
  schedule,
  settings,
  signIn,
  tokens,
  usage,
  welcomeMail,
};
