-- Who may do what on PostgreSQL: run once by an administrator, and again whenever it changes.
--
--   psql -v ON_ERROR_STOP=1 -f roles.sql     with these in the environment:
--
--   STAIRCASE_IMPORT_PASSWORD   staircase_import  owns the case database: staircase upgrade, import, forget
--   STAIRCASE_READ_PASSWORD     staircase_read    reads it, and nothing else: staircase run, release
--   STAIRCASE_APP_PASSWORD      staircase_app     owns the app store, and can't enter the case database
--
-- Nobody else can enter either database. What is there already is kept; passwords are set anew.

\getenv import_password STAIRCASE_IMPORT_PASSWORD
\getenv read_password STAIRCASE_READ_PASSWORD
\getenv app_password STAIRCASE_APP_PASSWORD

SELECT format('CREATE ROLE %I', name)
FROM unnest(ARRAY['staircase_import', 'staircase_read', 'staircase_app']) AS name
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) \gexec

ALTER ROLE staircase_import LOGIN PASSWORD :'import_password';
ALTER ROLE staircase_read LOGIN PASSWORD :'read_password' CONNECTION LIMIT 20;
ALTER ROLE staircase_app LOGIN PASSWORD :'app_password' CONNECTION LIMIT 80;
ALTER ROLE staircase_read SET default_transaction_read_only = on;

SELECT format('CREATE DATABASE %I OWNER %I', name, owner)
FROM (VALUES ('staircase_case', 'staircase_import'), ('staircase_app', 'staircase_app')) AS wanted (name, owner)
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = name) \gexec

REVOKE ALL ON DATABASE staircase_case, staircase_app FROM PUBLIC;
GRANT CONNECT ON DATABASE staircase_case TO staircase_read;

\connect staircase_app
ALTER SCHEMA public OWNER TO staircase_app;
REVOKE ALL ON SCHEMA public FROM PUBLIC;

\connect staircase_case
ALTER SCHEMA public OWNER TO staircase_import;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO staircase_read;
GRANT SELECT ON ALL TABLES IN SCHEMA public TO staircase_read;
ALTER DEFAULT PRIVILEGES FOR ROLE staircase_import IN SCHEMA public GRANT SELECT ON TABLES TO staircase_read;
