-- A ledger of schema 1 as an earlier program wrote it (.dump of sqlite3): such files are out there, and stay readable.
PRAGMA application_id = 1651666284;
PRAGMA user_version = 1;
BEGIN TRANSACTION;
CREATE TABLE fact (name TEXT PRIMARY KEY, value NOT NULL) WITHOUT ROWID;
INSERT INTO "fact" VALUES('again
sleep
1','2 2');
INSERT INTO "fact" VALUES('run',2);
INSERT INTO "fact" VALUES('secret',X'09079EA9F139EC1FC9E7070EC2A79138608ACC11B30999DD17D1EE4DBD0B68EF');
CREATE TABLE message (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        slug TEXT NOT NULL,
        version TEXT NOT NULL,
        round INTEGER NOT NULL,
        live INTEGER NOT NULL DEFAULT 1 CHECK (live IN (0, 1)),
        run INTEGER NOT NULL,
        address TEXT NOT NULL,
        key TEXT NOT NULL,
        name TEXT NOT NULL,
        language TEXT NOT NULL,
        line INTEGER NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'sent', 'failed', 'unknown')),
        attempts INTEGER NOT NULL DEFAULT 0,
        not_before TEXT NOT NULL,
        message_id TEXT NOT NULL,
        detail TEXT NOT NULL DEFAULT '',
        permanent INTEGER NOT NULL DEFAULT 0,
        queued TEXT NOT NULL,
        changed TEXT NOT NULL
    );
INSERT INTO "message" VALUES(1,'sleep','1',1,0,1,'person0@home.example','person0@home.example','Person 0','en',1,'sent',1,'2030-01-01T00:00:00.000000+00:00','<82b4ce8debf3412681fba4670754e149@clinic.example>','250 taken',0,'2030-01-01T00:00:00.000000+00:00','2030-01-01T00:00:00.000000+00:00');
INSERT INTO "message" VALUES(2,'sleep','1',1,0,1,'person1@home.example','person1@home.example','Person 1','en',2,'sent',1,'2030-01-01T00:00:00.000000+00:00','<dd79893093be4c4c973d365e6b9aea96@clinic.example>','250 taken',0,'2030-01-01T00:00:00.000000+00:00','2030-01-01T00:00:00.000000+00:00');
INSERT INTO "message" VALUES(3,'sleep','1',1,0,1,'person2@home.example','person2@home.example','Person 2','en',3,'sent',1,'2030-01-01T00:00:00.000000+00:00','<38469d63a6454ddfa2d3bcc212ac2f03@clinic.example>','250 taken',0,'2030-01-01T00:00:00.000000+00:00','2030-01-01T00:00:00.000000+00:00');
INSERT INTO "message" VALUES(4,'sleep','1',1,0,1,'person3@home.example','person3@home.example','Person 3','en',4,'failed',1,'2030-01-01T00:00:00.000000+00:00','<6181e316f6d947fd9dfa755807d69930@clinic.example>','550 nobody',1,'2030-01-01T00:00:00.000000+00:00','2030-01-01T00:00:00.000000+00:00');
INSERT INTO "message" VALUES(5,'sleep','1',1,1,1,'person4@home.example','person4@home.example','Person 4','en',5,'failed',1,'2030-01-01T00:00:00.000000+00:00','<048aa94d52cc4942b5cfaa8a460a1232@clinic.example>','450 later',0,'2030-01-01T00:00:00.000000+00:00','2030-01-01T00:00:00.000000+00:00');
INSERT INTO "message" VALUES(6,'sleep','1',1,1,1,'person5@home.example','person5@home.example','Person 5','en',6,'unknown',1,'2030-01-01T00:00:00.000000+00:00','<0922338750094899b6705d561efcbf01@clinic.example>','the server closed the connection or fell silent',0,'2030-01-01T00:00:00.000000+00:00','2030-01-01T00:00:00.000000+00:00');
INSERT INTO "message" VALUES(7,'sleep','1',2,1,2,'person0@home.example','person0@home.example','Person 0','en',1,'sent',1,'2030-01-01T00:00:00.000000+00:00','<6c595303b4d147f1a2e5eed7d277ea40@clinic.example>','250 taken',0,'2030-01-01T00:00:00.000000+00:00','2030-01-01T00:00:00.000000+00:00');
INSERT INTO "message" VALUES(8,'sleep','1',2,1,2,'person1@home.example','person1@home.example','Person 1','en',2,'queued',0,'2030-01-01T00:00:00.000000+00:00','<665bbb4a92c84ee0b1f500f2caf1fd94@clinic.example>','',0,'2030-01-01T00:00:00.000000+00:00','2030-01-01T00:00:00.000000+00:00');
INSERT INTO "message" VALUES(9,'sleep','1',2,1,2,'person2@home.example','person2@home.example','Person 2','en',3,'queued',0,'2030-01-01T00:00:00.000000+00:00','<17fabb32241f4d43b8845b5be0bedfeb@clinic.example>','',0,'2030-01-01T00:00:00.000000+00:00','2030-01-01T00:00:00.000000+00:00');
INSERT INTO "message" VALUES(10,'sleep','1',2,1,2,'person3@home.example','person3@home.example','Person 3','en',4,'queued',0,'2030-01-01T00:00:00.000000+00:00','<90bc365e870941a1a6cd3b35b67fe677@clinic.example>','',0,'2030-01-01T00:00:00.000000+00:00','2030-01-01T00:00:00.000000+00:00');
CREATE TABLE opted_out (mark BLOB PRIMARY KEY, since TEXT NOT NULL) WITHOUT ROWID;
INSERT INTO "opted_out" VALUES(X'EFE7E6010F5FB86D8D8C9D5E37F7E86ABB609E240FE0521904F825D0E856A99F','2030-01-01T00:00:00.000000+00:00');
CREATE UNIQUE INDEX message_round ON message (key, slug, version, round);
CREATE UNIQUE INDEX message_live ON message (key, slug, version) WHERE live;
CREATE INDEX message_due ON message (run, not_before) WHERE state = 'queued';
CREATE INDEX message_sending ON message (state) WHERE state = 'sending';
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('message',10);
COMMIT;
