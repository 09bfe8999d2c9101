export const form = { summary: 'Some of this cannot be used:' };
