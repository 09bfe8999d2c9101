export const layout = {
  skip: 'Skip to content',
  signIn: 'Sign in',
  signOut: 'Sign out',
  language: 'Language',
  state: 'State of the bridge',
};
