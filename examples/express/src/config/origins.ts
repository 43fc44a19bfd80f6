/** Where the shop is served: the set-up that uses it is in `shop.ts`. */
export const shopOrigins = ['https://shop.example.com', 'https://WWW.shop.example.com'];
