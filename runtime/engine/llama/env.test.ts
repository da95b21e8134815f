import { expect, it } from 'vitest';
import { childEnvironment } from './env.ts';

it('gives the engine child paths, proxies and GPU choice, and no secret', () => {
  const source = { PATH: '/bin', https_proxy: 'p', CUDA_VISIBLE_DEVICES: '0', GAIA_SECRET_KEY: 'x', DATABASE_URL: 'y' };
  expect(childEnvironment(source)).toEqual({
    PATH: '/bin',
    https_proxy: 'p',
    CUDA_VISIBLE_DEVICES: '0',
    NODE_ENV: 'production',
  });
});
