-- Whether what came before a second step proves that it is its owner: a provider that knew the browser still proves nothing.
ALTER TABLE "identity"."secret_link" ADD COLUMN "is_fresh" BOOLEAN NOT NULL DEFAULT true;
-- Of the account when a proof was begun: what secures it may be more by the end.
ALTER TABLE "identity"."openid_request" ADD COLUMN "password_version" INTEGER;
