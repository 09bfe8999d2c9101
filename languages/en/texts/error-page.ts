export interface ErrorText {
  readonly title: string;
  readonly text: string;
}

export interface ErrorPageTexts {
  readonly byStatus: Readonly<Record<400 | 403 | 404 | 409 | 413 | 429 | 500 | 503, ErrorText>>;
  readonly home: string;
}

export const errorPage: ErrorPageTexts = {
  byStatus: {
    400: { title: 'Not understood', text: 'The request cannot be read.' },
    403: {
      title: 'Not allowed',
      text: 'This is not yours to see or change, or the page was open for too long. Reload it and try again.',
    },
    404: { title: 'Not found', text: 'There is no such page, or it is not yours to see.' },
    409: { title: 'Not possible now', text: 'Something has changed meanwhile. Reload the page.' },
    413: { title: 'Too large', text: 'More was sent than can be taken at once.' },
    429: { title: 'Too many tries', text: 'Wait a few minutes, then try again.' },
    500: { title: 'Something went wrong', text: 'The log of the bridge says what. Calls go on.' },
    503: {
      title: 'Not available now',
      text: 'The database does not answer. Calls go on; try again soon.',
    },
  },
  home: 'Back to the start',
};
