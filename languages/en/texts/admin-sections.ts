export const adminSections = {
  label: 'Administration',
  organizers: 'Organizers',
  groups: 'Groups',
  admins: 'Admins',
  numbers: 'Access numbers',
  defaults: 'Defaults',
  reports: 'Reports',
  prices: 'Prices',
  audit: 'Audit log',
};
