import { z } from 'zod';

/** An image inside a request. Addresses of other machines are refused, so that no caller can make the machine behind a node fetch them. */
export const imageAddressSchema = z
  .string()
  .regex(
    /^data:image\/[a-z0-9.+-]+;base64,[A-Za-z0-9+/]+={0,2}$/,
    'must hold the image itself, as "data:image/png;base64,…"; addresses are not fetched here',
  );
