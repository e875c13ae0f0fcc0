// `said` is what the recorder heard, on its way to the page of the web.
App({ globalData: { said: "" } });
