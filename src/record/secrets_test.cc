#include "record/secrets.h"

#include <gtest/gtest.h>

namespace makespan {
namespace {

using Words = std::vector<std::string>;

TEST(Secrets, NamesThatNameSecrets) {
  for (const char* name :
       {"GITHUB_TOKEN", "AWS_SECRET_ACCESS_KEY", "DB_PASSWORD", "PASSWD", "MY_CREDENTIALS",
        "STRIPE_API_KEY", "apiKey", "CARGO_REGISTRIES_ACME_TOKEN", "--auth-token", "SIGNING_KEY",
        "DATABASE_DSN", "session-cookie", "GPG_PASSPHRASE", "BASIC_AUTH"}) {
    EXPECT_TRUE(names_secret(name)) << name;
  }
}

TEST(Secrets, NamesThatDoNot) {
  for (const char* name :
       {"PATH", "PWD", "CARGO_PKG_AUTHORS", "OUT_DIR", "CARGO_CFG_TARGET_ARCH", "--jobserver-auth",
        "OPT_LEVEL", "CARGO_PKG_NAME", "COMPILER_PATH", "--keyword", "passes", "RUSTC"}) {
    EXPECT_FALSE(names_secret(name)) << name;
  }
}

TEST(Secrets, AreMaskedInArguments) {
  struct Case {
    Words given;
    Words masked;
  };
  const Case cases[] = {
      {{"x", "--token", "hunter2", "y"}, {"x", "--token", "***", "y"}},
      {{"x", "--password=hunter2"}, {"x", "--password=***"}},
      {{"curl", "-H", "Authorization: Bearer hunter2xyz"}, {"curl", "-H", "Authorization: ***"}},
      {{"curl", "-u", "me:hunter2", "u"}, {"curl", "-u", "***", "u"}},
      {{"git", "clone", "https://me:hunter2@host/x.git"},
       {"git", "clone", "https://***@host/x.git"}},
      {{"git", "clone", "https://hunter2@host/x"}, {"git", "clone", "https://***@host/x"}},
      {{"env", "MY_TOKEN=hunter2", "make"}, {"env", "MY_TOKEN=***", "make"}},
      {{"sh", "-c", "curl --token hunter2 -o x && API_KEY='hunter2' make"},
       {"sh", "-c", "curl --token *** -o x && API_KEY='***' make"}},
      {{"cc", "-DSECRET=\"hunter2\"", "-c", "a.c"}, {"cc", "-DSECRET=\"***\"", "-c", "a.c"}},
      {{"x", "ghp_0123456789abcdefghij0123456789abcdef"}, {"x", "***"}},
      {{"rustc", "--cfg", "token=\"hunter2\""}, {"rustc", "--cfg", "token=\"***\""}}};
  for (const Case& one : cases)
    EXPECT_EQ(mask_arguments(one.given), one.masked);
}

TEST(Secrets, OrdinaryArgumentsAreLeftAlone) {
  const Words usual = {"rustc",
                       "--crate-name",
                       "tokenizers",
                       "--edition=2021",
                       "src/lib.rs",
                       "-C",
                       "metadata=1a2b3c",
                       "--extern",
                       "keyring=/t/libkeyring-1f.rmeta",
                       "-L",
                       "dependency=/t/deps",
                       "ssh://git@github.com/a/b",
                       "--cfg",
                       "feature=\"std\"",
                       "--extern",
                       "cookie=/t/libcookie-1f.rlib",
                       "--extern",
                       "priv:oauth2=/t/liboauth2-2e.rmeta",
                       "-DTOKEN_MAX=64",
                       "-DUSE_COOKIES=ON",
                       "-Wl,--as-needed",
                       "a::token::b",
                       "--check-cfg",
                       "cfg(feature, values(\"default\", \"password\"))"};
  EXPECT_EQ(mask_arguments(usual), usual);
}

TEST(Secrets, AreFoundInValuesUnderAnyName) {
  EXPECT_TRUE(holds_secret("sparse+https://user:pw@crates.example/index/"));
  EXPECT_TRUE(holds_secret("--cfg foo --cfg token=\"x\""));
  EXPECT_TRUE(holds_secret("Bearer abcdefghijkl"));
  EXPECT_FALSE(holds_secret("/usr/bin:/home/me/.cargo/bin"));
  EXPECT_FALSE(holds_secret("https://github.com/a/b"));
  EXPECT_FALSE(holds_secret("-j --jobserver-fds=6,7 --jobserver-auth=6,7"));
}

}  // namespace
}  // namespace makespan
