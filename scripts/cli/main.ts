import { defaultLanguage, languages } from '../../bridge/conference/languages.js';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { alertList, backup, conferenceList, migrateData } from './data-commands.js';
import {
  type AdminAddOptions,
  type NumberAddOptions,
  type OrganizerAddOptions,
  adminAdd,
  numberAdd,
  organizerAdd,
  policySet,
  policyShow,
  roomSet,
  roomShow,
} from './directory-commands.js';
import { exitCodes, exitCodesHelp } from './exit-codes.js';
import { addMedia } from './media/media-program.js';
import { type Result, oneLine, printFailure, printResult } from './output.js';
import { projectRoot } from './project-root.js';
import { addRecordings } from './recordings/recording-program.js';

const asJson = process.argv.includes('--json');

async function show(result: Promise<Result>): Promise<void> {
  printResult(await result, asJson);
}

/** A command of a group or of the program; every one takes --json. */
function add(parent: Command, usage: string, description: string): Command {
  return parent
    .command(usage)
    .description(description)
    .option('--json', 'print one JSON value on standard output');
}

function program(): Command {
  const manifest = readFileSync(path.join(projectRoot, 'package.json'), 'utf8');
  const { version } = JSON.parse(manifest) as { version: string };
  const partyline = new Command('partyline')
    .description('A self-hosted, reservationless telephone conference bridge')
    .version(version)
    .option('--json', 'print one JSON value on standard output')
    .addHelpText('after', exitCodesHelp);
  addOperation(partyline);
  addDirectory(partyline);
  addRecordings(partyline, add, show);
  addMedia(partyline, add, show);
  return partyline;
}

function addOperation(partyline: Command): void {
  add(partyline, 'serve', 'run the bridge until SIGTERM or SIGINT').action(async () => {
    const { serve } = await import('./serve.js');
    await serve();
  });
  add(partyline, 'doctor', 'check ports, disk, clock, database and engine')
    .addOption(
      new Option('--engine <engine>', 'as if configured so').choices(['embedded', 'freeswitch']),
    )
    .action(async ({ engine }: { engine?: 'embedded' | 'freeswitch' }) => {
      const { doctor } = await import('./doctor/doctor.js');
      await show(doctor(engine));
    });
  add(partyline, 'migrate', 'bring the database up to date').action(() => show(migrateData()));
  add(partyline, 'backup', 'copy the whole database into one file, while the bridge may run')
    .argument('[file]', 'default: a dated file in the backups folder of the data directory')
    .action((file: string | undefined) => show(backup(file)));
  const conference = partyline.command('conference').description('conferences');
  add(conference, 'list', 'the conferences of the running bridge, and who is in them').action(() =>
    show(conferenceList()),
  );
  const alert = partyline.command('alert').description('guessed PINs and pumped calls');
  add(alert, 'list', 'what the bridge was alerted to, the newest first')
    .option('--days <count>', 'so far back', wholeDays, 7)
    .action(({ days }: { days: number }) => show(alertList(days)));
}

function wholeDays(text: string): number {
  if (/^[1-9]\d{0,3}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('a number of days from 1 to 9999');
}

function addDirectory(partyline: Command): void {
  const organizer = partyline.command('organizer').description('organizers');
  add(organizer, 'add', 'add an organizer with a room, a PIN, and a password for the portal')
    .requiredOption('--name <name>', 'first and last name')
    .requiredOption('--email <address>', 'unique')
    .option('--room <digits>', 'room number; default: a free one')
    .option('--pin <digits>', 'organizer PIN, 4 to 20 digits; default: a random one')
    .option(`--language <${languages.join('|')}>`, "default: the account's")
    .action((options: OrganizerAddOptions) => show(organizerAdd(options)));

  const admin = partyline.command('admin').description('admins of the account, for the portal');
  add(admin, 'add', 'add an admin, or make one of somebody who may sign in already')
    .requiredOption('--name <name>', 'first and last name')
    .requiredOption('--email <address>', 'unique')
    .option(`--language <${languages.join('|')}>`, "default: the account's")
    .action((options: AdminAddOptions) => show(adminAdd(options)));

  const number = partyline.command('number').description('access numbers');
  add(number, 'add', 'add an access number that callers dial')
    .argument('<number>', 'E.164, like +3225550100')
    .requiredOption('--country <code>', 'two letters, like BE')
    .option('--kind <kind>', 'toll, toll-free or international-toll-free', 'toll')
    .option(`--language <${languages.join('|')}>`, 'language of the greeting', defaultLanguage)
    .option('--greeting <prompt>', 'name of a greeting prompt of your own')
    .action((e164: string, options: NumberAddOptions) => show(numberAdd(e164, options)));

  const policy = partyline.command('policy').description('what the account lays down for rooms');
  add(policy, 'show', 'the defaults of new rooms, and the options that are fixed').action(() =>
    show(policyShow()),
  );
  add(policy, 'set', 'set defaults; option=value,fixed holds in every room; option=default ends it')
    .argument('<option=value...>')
    .action((assignments: string[]) => show(policySet(assignments)));

  const room = partyline.command('room').description('rooms and their options');
  add(room, 'show', 'a room, its organizer and its options')
    .argument('<number>')
    .action((digits: string) => show(roomShow(digits)));
  add(room, 'set', 'change options of a room; option=default takes one back')
    .argument('<number>')
    .argument('<option=value...>')
    .action((digits: string, assignments: string[]) => show(roomSet(digits, assignments)));
}

/** Commander prints and exits by itself; both are ours, so that --json and exit codes hold. */
function ownExits(command: Command): void {
  command.exitOverride().configureOutput({ writeErr: () => undefined });
  for (const child of command.commands) ownExits(child);
}

async function main(): Promise<void> {
  const partyline = program();
  ownExits(partyline);
  try {
    await partyline.parseAsync();
  } catch (error) {
    if (error instanceof CommanderError) usageFailed(error, partyline);
    else printFailure(error, asJson);
  }
}

function usageFailed(error: CommanderError, partyline: Command): void {
  if (error.exitCode === 0) return; // --help or --version, printed
  const isBare = error.code === 'commander.help';
  const message = isBare ? 'no command given' : oneLine(error.message.replace(/^error: /, ''));
  process.stderr.write(`partyline: ${message} (partyline --help lists the commands)\n`);
  if (isBare) process.stderr.write(`\n${partyline.helpInformation()}`);
  if (asJson) {
    const value = { error: { code: 'usage', message, mend: 'partyline --help' } };
    process.stdout.write(`${JSON.stringify(value)}\n`);
  }
  process.exitCode = exitCodes.usage;
}

await main();
