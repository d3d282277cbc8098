CREATE TABLE notes (x);
CREATE TABLE stars (x);
