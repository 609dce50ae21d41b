#include "record/secrets.h"

#include <gtest/gtest.h>

namespace makespan {
namespace {

using Words = std::vector<std::string>;

struct Masking {
  Words given;
  Words masked;
};

void expect_masked(const std::vector<Masking>& cases) {
  for (const Masking& one : cases)
    EXPECT_EQ(mask_arguments(one.given), one.masked);
}

TEST(Secrets, AreMaskedInArguments) {
  expect_masked(
      {{{"x", "--token", "hunter2", "y"}, {"x", "--token", "***", "y"}},
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
       {{"rustc", "--cfg", "token=\"hunter2\""}, {"rustc", "--cfg", "token=\"***\""}}});
}

TEST(Secrets, AreMaskedInJson) {
  expect_masked({
      {{"curl", "-d", R"({"password":"hunter2"})"}, {"curl", "-d", R"({"password":"***"})"}},
      {{"x", R"({"n": 1, "api_key" : "hunter 2", "m": "y"})"},
       {"x", R"({"n": 1, "api_key" : "***", "m": "y"})"}},
      {{"x", R"({"token":"hunter\"2"})"}, {"x", R"({"token":"***"})"}},
      {{"x", R"({"password":123456,"n":2})"}, {"x", R"({"password":***,"n":2})"}},
      {{"sh", "-c", R"(curl -d "{\"token\": \"hunter2\"}" u)"},
       {"sh", "-c", R"(curl -d "{\"token\": \"***\"}" u)"}},
      {{"python3", "-c", "post({'secret': 'hunter2'})"},
       {"python3", "-c", "post({'secret': '***'})"}},
      {{"x", R"({"token": null, "cookies": true})"}, {"x", R"({"token": null, "cookies": true})"}},
  });
}

TEST(Secrets, AreMaskedHoweverCurlIsGivenThem) {
  expect_masked({
      {{"/usr/bin/curl", "--user", "me:hunter2"}, {"/usr/bin/curl", "--user", "***"}},
      {{"curl", "-ume:hunter2", "u"}, {"curl", "-u***", "u"}},
      {{"curl", "-sSu", "me:hunter2"}, {"curl", "-sSu", "***"}},
      {{"curl", "-sSume:hunter2"}, {"curl", "-sSu***"}},
      {{"curl", "-u", "-me:hunter2"}, {"curl", "-u", "***"}},
      {{"curl", "--user=me:hunter2"}, {"curl", "--user=***"}},
      {{"curl", "--proxy-u", "me:hunter2"}, {"curl", "--proxy-u", "***"}},
      {{"curl", "-E", "c.pem:hunter2", "-ou"}, {"curl", "-E", "***", "-ou"}},
      {{"curl", "-H", "X-Api-Key:hunter2"}, {"curl", "-H", "X-Api-Key:***"}},
      {{"env", "A=1", "curl", "-u", "me:hunter2"}, {"env", "A=1", "curl", "-u", "***"}},
      {{"curl", "-fsSLo", "out", "-A", "u", "-X", "PUT"},
       {"curl", "-fsSLo", "out", "-A", "u", "-X", "PUT"}},
  });
}

TEST(Secrets, AreMaskedInTheCommandsOfAShell) {
  auto masked = [](std::string text) {
    return mask_arguments({"sh", "-c", std::move(text)}).at(2);
  };
  EXPECT_EQ(masked("cd x && /usr/bin/curl -fsSu me:hunter2 https://h/ | sort -u"),
            "cd x && /usr/bin/curl -fsSu *** https://h/ | sort -u");
  EXPECT_EQ(masked("curl --user 'me:hunter 2' h; sort -u names"),
            "curl --user '***' h; sort -u names");
  EXPECT_EQ(masked("curl 'h?a=1&b=2' -u \"me:hunter2\" && curl -ume:\"hunter 2\""),
            "curl 'h?a=1&b=2' -u \"***\" && curl -u***");
  EXPECT_EQ(masked("curl -s \\\n  --user=me:hunter2 \\\n  h"), "curl -s \\\n  --user=*** \\\n  h");
  EXPECT_EQ(masked("ssh host \"curl -u me:hunter2\"; sort -u names"),
            "ssh host \"curl -u ***\"; sort -u names");
  EXPECT_EQ(masked("API_KEY='hunter2' curl -u 'me:hunter2'"), "API_KEY='***' curl -u '***'");
  EXPECT_EQ(masked("cc -u main -o curl a.c; cc -u start b.c"),
            "cc -u main -o curl a.c; cc -u start b.c");
}

TEST(Secrets, AreMaskedInTheWaysOfOtherPrograms) {
  expect_masked({
      {{"openssl", "rsa", "-passin", "pass:hunter2"}, {"openssl", "rsa", "-passin", "pass:***"}},
      {{"openssl", "enc", "-d", "-k", "hunter2"}, {"openssl", "enc", "-d", "-k", "***"}},
      {{"sh", "-c", "openssl enc -pass pass:hunter2 -in a"},
       {"sh", "-c", "openssl enc -pass pass:*** -in a"}},
      {{"sshpass", "-phunter2", "scp", "a"}, {"sshpass", "-p***", "scp", "a"}},
      {{"keytool", "-storepass", "hunter2"}, {"keytool", "-storepass", "***"}},
      {{"cargo", "--config", "registries.acme.token = \"hunter2\""},
       {"cargo", "--config", "registries.acme.token = \"***\""}},
      {{"env", "PASSWORD=12345"}, {"env", "PASSWORD=***"}},
  });
}

TEST(Secrets, MayBeginWithADash) {
  expect_masked({
      {{"x", "--token", "-hunter2", "y"}, {"x", "--token", "***", "y"}},
      {{"x", "--token", "--7Hunter"}, {"x", "--token", "***"}},
      {{"sh", "-c", "x --token -hunter2 y"}, {"sh", "-c", "x --token *** y"}},
      // What stands there is an option, and the one before has no value.
      {{"x", "--no-auth", "--release", "-v"}, {"x", "--no-auth", "--release", "-v"}},
      {{"x", "--use-token", "-v", "-", "--"}, {"x", "--use-token", "-v", "-", "--"}},
      {{"sh", "-c", "x --no-auth --features=std"}, {"sh", "-c", "x --no-auth --features=std"}},
  });
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

TEST(Secrets, ArgumentsOfCompilersAndLinkersAreLeftAlone) {
  for (const Words& usual : std::vector<Words>{
           {"cc", "-DUSE_OAUTH", "a.c", "-DMAX_PASSWORD=64", "-DHAVE_SECRET=1", "-o", "a"},
           {"cc", "-u", "main", "-U", "TOKEN", "-E", "a.c"},
           {"gcc", "-pass-exit-codes", "a.c"},
           {"ld", "main.o", "-lsecret-1", "-lglib-2.0", "libtoken.a"},
           {"collect2", "-plugin-opt=-pass-through=-lgcc", "-plugin-opt=-pass-through=-lc"},
           {"rustc", "-C", "llvm-args=-pass-remarks=inline", "-Ltoken", "a.rs"},
           {"rustc", "--crate-name", "curl", "--edition=2021", "-L", "native=/t", "-u"},
           {"rustc", "--cfg", "feature=\"token\"", "--cfg", "openssl"},
           {"sh", "-c", "cc main.o -lsecret-1 -lglib-2.0 -o main"}}) {
    EXPECT_EQ(mask_arguments(usual), usual);
  }
}

TEST(Secrets, AreFoundInValuesUnderAnyName) {
  EXPECT_TRUE(holds_secret("sparse+https://user:pw@crates.example/index/"));
  EXPECT_TRUE(holds_secret("--cfg foo --cfg token=\"x\""));
  EXPECT_TRUE(holds_secret("Bearer abcdefghijkl"));
  EXPECT_TRUE(holds_secret(R"({"password": "hunter2"})"));
  EXPECT_FALSE(holds_secret("-lsecret-1 -lglib-2.0"));
  EXPECT_FALSE(holds_secret("/usr/bin:/home/me/.cargo/bin"));
  EXPECT_FALSE(holds_secret("https://github.com/a/b"));
  EXPECT_FALSE(holds_secret("-j --jobserver-fds=6,7 --jobserver-auth=6,7"));
}

}  // namespace
}  // namespace makespan
