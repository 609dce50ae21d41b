#include "record/secret_names.h"

#include <gtest/gtest.h>

namespace makespan {
namespace {

TEST(SecretNames, TellASecret) {
  for (const char* name :
       {"GITHUB_TOKEN", "AWS_SECRET_ACCESS_KEY", "DB_PASSWORD", "PASSWD", "MY_CREDENTIALS",
        "STRIPE_API_KEY", "apiKey", "CARGO_REGISTRIES_ACME_TOKEN", "--auth-token", "SIGNING_KEY",
        "DATABASE_DSN", "session-cookie", "GPG_PASSPHRASE", "BASIC_AUTH", "DB_PASS",
        "GPG_PASS_PHRASE", "-storepass"}) {
    EXPECT_TRUE(names_secret(name)) << name;
  }
}

TEST(SecretNames, OfOrdinaryThingsTellNone) {
  for (const char* name :
       {"PATH", "PWD", "CARGO_PKG_AUTHORS", "OUT_DIR", "CARGO_CFG_TARGET_ARCH", "--jobserver-auth",
        "OPT_LEVEL", "CARGO_PKG_NAME", "COMPILER_PATH", "--keyword", "passes", "RUSTC",
        "-pass-through", "-pass-remarks", "-pass-exit-codes"}) {
    EXPECT_FALSE(names_secret(name)) << name;
  }
}

TEST(SecretNames, NumbersAreSecretsUnderAPasswordsNameOnly) {
  EXPECT_FALSE(is_harmless_value("PASSWORD", "12345"));
  EXPECT_FALSE(is_harmless_value("--db-pass", "77"));
  EXPECT_FALSE(is_harmless_value("-DPASSWORD", "12345"));
  EXPECT_TRUE(is_harmless_value("-DMAX_PASSWORD", "64"));
  EXPECT_TRUE(is_harmless_value("PASSWORD_BYTES", "64"));
  EXPECT_TRUE(is_harmless_value("-DWITH_SECRET", "1"));
  EXPECT_TRUE(is_harmless_value("TOKEN_MAX", "4096"));
  EXPECT_FALSE(is_harmless_value("TOKEN_MAX", "409600"));
}

TEST(SecretNames, OfHeadersAreToldFromPackagesAndPaths) {
  EXPECT_TRUE(names_secret_header("X-Api-Key"));
  EXPECT_TRUE(names_secret_header("PRIVATE-TOKEN"));
  EXPECT_TRUE(names_secret_header("Authorization"));
  EXPECT_FALSE(names_secret_header("auth-service"));
  EXPECT_FALSE(names_secret_header("secret"));
  EXPECT_FALSE(names_secret_header("--token"));
}

}  // namespace
}  // namespace makespan
