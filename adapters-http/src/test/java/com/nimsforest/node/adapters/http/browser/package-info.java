/** A real browser for tests, and what one may ask of any page. */
package com.nimsforest.node.adapters.http.browser;
