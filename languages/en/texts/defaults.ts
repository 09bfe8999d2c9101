export const defaults = {
  title: 'Defaults',
  lead: 'What new organizers begin with. Those who are there already keep their settings, except where an option is fixed: then nobody but you can change it.',
  fixed: 'Fixed for all',
  save: 'Save',
  saved: 'Saved.',
};
