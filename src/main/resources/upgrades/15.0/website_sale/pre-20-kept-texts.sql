-- 15.0 calls the text of a ribbon HTML; it is a word over a picture and stays one.
call juniper_upgrade.keep_text('product.ribbon', 'html');
