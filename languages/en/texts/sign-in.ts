export const signIn = {
  title: 'Sign in',
  email: 'E-mail',
  password: 'Password',
  submit: 'Sign in',
  forgotten: 'Forgotten your password?',
  refused: 'The e-mail or the password is not right.',
  wait: (seconds: number) => `Too many tries. Wait ${seconds} s, then try again.`,
  passwordSet: 'Your password is set. Sign in with it.',
};
