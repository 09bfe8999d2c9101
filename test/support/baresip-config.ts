import path from 'node:path';

export type PhoneCodec = 'PCMU' | 'PCMA' | 'G722' | 'opus';

const codecs: Readonly<Record<PhoneCodec, string>> = {
  PCMU: 'PCMU/8000/1',
  PCMA: 'PCMA/8000/1',
  G722: 'G722/16000/1',
  opus: 'opus/48000/2',
};

export interface PhonePorts {
  readonly sip: number;
  readonly control: number;
  readonly firstRtp: number;
  readonly lastRtp: number;
}

/**
 * A configuration of baresip 1.0.0 that needs no sound card: it speaks from a file, and what it
 * hears goes through `sndfile`, which writes it down, into `aubridge`, which takes it in time.
 */
export function configuration(folder: string, ports: PhonePorts): string {
  const modules = ['g711', 'g722', 'opus', 'aufile', 'aubridge', 'sndfile', 'srtp'];
  return `${[
    `sip_listen 127.0.0.1:${ports.sip}`,
    'net_interface 127.0.0.1',
    `rtp_ports ${ports.firstRtp}-${ports.lastRtp}`,
    `audio_source aufile,${path.join(folder, 'says.wav')}`,
    'audio_player aubridge,ear',
    'audio_alert aubridge,bell',
    'ausrc_srate 16000',
    'ausrc_channels 1',
    'auplay_srate 16000',
    'auplay_channels 1',
    'audio_buffer 20-160',
    'jitter_buffer_delay 2-10',
    'call_max_calls 1',
    `snd_path ${path.join(folder, 'heard')}`,
    'module_path /usr/lib/baresip/modules',
    ...modules.map((name) => `module ${name}.so`),
    'module_tmp uuid.so',
    'module_tmp account.so',
    'module_app menu.so',
    'module_app ctrl_tcp.so',
    `ctrl_tcp_listen 127.0.0.1:${ports.control}`,
  ].join('\n')}\n`;
}

/** No registration; answers by itself. */
export function accountLine(
  name: string,
  sipPort: number,
  options: {
    readonly codec: PhoneCodec;
    /** SIP over TLS, with SRTP by keys in the description. */
    readonly secure?: boolean;
    readonly password?: string;
  },
): string {
  const { codec, secure, password } = options;
  const parameters = [
    ...['regint=0', `audio_codecs=${codecs[codec]}`, 'answermode=auto'],
    ...(secure === true ? ['mediaenc=srtp-mand'] : []),
    ...(password === undefined ? [] : [`auth_user=${name}`, `auth_pass=${password}`]),
  ];
  const transport = secure === true ? ';transport=tls' : '';
  return `<sip:${name}@127.0.0.1:${sipPort}${transport}>;${parameters.join(';')}\n`;
}
