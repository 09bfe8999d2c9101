/** Constants of ITU-T G.722, by the names of its tables; only the 64 kbit/s mode is on a phone line. */

/** Decision levels of the 6-bit lower-band quantizer (table 14), and one that nothing reaches. */
export const lowDecisionLevels = Int32Array.of(
  ...[0, 35, 72, 110, 150, 190, 233, 276, 323, 370, 422, 473, 530, 587, 650, 714, 786, 858, 940],
  ...[1023, 1121, 1219, 1339, 1458, 1612, 1765, 1980, 2195, 2557, 2919],
);

/** Output levels of the inverse 6-bit quantizer for each code word. */
export const lowLevels6 = Int32Array.of(
  ...[-136, -136, -136, -136, -24808, -21904, -19008, -16704, -14984, -13512, -12280, -11192],
  ...[-10232, -9360, -8576, -7856, -7192, -6576, -6000, -5456, -4944, -4464, -4008, -3576],
  ...[-3168, -2776, -2400, -2032, -1688, -1360, -1040, -728, 24808, 21904, 19008, 16704],
  ...[14984, 13512, 12280, 11192, 10232, 9360, 8576, 7856, 7192, 6576, 6000, 5456, 4944],
  ...[4464, 4008, 3576, 3168, 2776, 2400, 2032, 1688, 1360, 1040, 728, 432, 136, -432, -136],
);

/** Output levels of the 4-bit quantizer that drives the lower band's adaptation. */
export const lowLevels4 = Int32Array.of(
  ...[0, -20456, -12896, -8968, -6288, -4240, -2584, -1200],
  ...[20456, 12896, 8968, 6288, 4240, 2584, 1200, 0],
);

export const highLevels2 = Int32Array.of(-7408, -1616, 7408, 1616);

/** The upper band's only decision level. */
export const highDecisionLevel = 564;

/** Steps of the logarithmic scale factor for each 4-bit lower and 2-bit upper code word. */
export const lowLogSteps = Int32Array.of(
  ...[-60, 3042, 1198, 538, 334, 172, 58, -30, 3042, 1198, 538, 334, 172, 58, -30, -60],
);
export const highLogSteps = Int32Array.of(798, -214, 798, -214);

/** 2048 · 2^(n/32): the fractional part of the scale factor's exponent. */
export const antilog = Int32Array.of(
  ...[2048, 2093, 2139, 2186, 2233, 2282, 2332, 2383, 2435, 2489, 2543, 2599, 2656, 2714, 2774],
  ...[2834, 2896, 2960, 3025, 3091, 3158, 3228, 3298, 3371, 3444, 3520, 3597, 3676, 3756, 3838],
  ...[3922, 4008],
);

/** Every second tap of the 24-tap quadrature mirror filter (table 11); the others are its mirror. */
export const mirrorTaps = Int32Array.of(3, -11, 12, 32, -210, 951, 3876, -805, 362, -156, 53, -11);
