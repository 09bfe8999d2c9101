/** Room options are in minutes, times in ms. */
export const msPerMinute = 60_000;
