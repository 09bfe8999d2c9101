export const navigation = {
  label: 'Main',
  conferences: 'My conferences',
  schedule: 'Schedule',
  usage: 'Usage',
  recordings: 'Recordings',
  settings: 'Settings',
  commands: 'Commands',
  administration: 'Administration',
};
