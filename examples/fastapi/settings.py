"""Where the shop is served: the set-up that uses it is in `shop.py`."""

SHOP_ORIGINS = [
    "https://shop.example.com",
    "https://www.shop.example.com/",
]
