import { timingSafeEqual } from 'node:crypto';
import { AppError } from '#protocol/errors.ts';
import { limits } from '#protocol/limits.ts';
import type { Deps } from '#server/deps-type.ts';

/** An address from which anyone who holds it can download the bundle with this root for one hour. */
export function makeBundleAddress(deps: Pick<Deps, 'secrets' | 'clock' | 'origins'>, root: string): string {
  return signedAddress(deps, { root, place: `/bundles/${root}` });
}

/** The same for the hashes of its blocks. */
export function makeIndexAddress(deps: Pick<Deps, 'secrets' | 'clock' | 'origins'>, root: string): string {
  return signedAddress(deps, { root, place: `/bundles/${root}/index` });
}

function signedAddress(
  deps: Pick<Deps, 'secrets' | 'clock' | 'origins'>,
  { root, place }: { root: string; place: string },
): string {
  const expires = Math.floor(deps.clock().getTime() / 1000) + limits.bundleAddressMinutes * 60;
  const mac = bundleMac(deps, { root, expires: String(expires) });
  return new URL(`${place}?expires=${expires}&mac=${mac}`, deps.origins.gateway).href;
}

/** Throws `forbidden` unless this installation made the address, `gone` when its hour is over. */
export function checkBundleAddress(
  deps: Pick<Deps, 'secrets' | 'clock'>,
  address: { root: string; expires: string; mac: string },
): void {
  const expected = Buffer.from(bundleMac(deps, address));
  const given = Buffer.from(address.mac);

  if (expected.length !== given.length || !timingSafeEqual(expected, given)) {
    throw new AppError('forbidden', 'This bundle address was not made here; deploy again to get a new one.');
  }
  if (Number(address.expires) * 1000 <= deps.clock().getTime()) {
    throw new AppError('gone', 'This bundle address has expired after its hour; deploy again to get a new one.');
  }
}

function bundleMac(deps: Pick<Deps, 'secrets'>, { root, expires }: { root: string; expires: string }): string {
  return deps.secrets.mac('bundle-address', `${root}\n${expires}`);
}
