using Dashboard.Web.Security;

namespace Dashboard.Web.Tests.Security;

public sealed class PasswordRuleTests
{
    [Theory]
    [InlineData("correct horse battery")]
    [InlineData("tHw9-kqz2-mmLr")]
    [InlineData("wanders off to kiosks")]
    [InlineData("Ines likes tall bridges")]
    [InlineData("зимний дождь идёт")]
    public void A_good_one_is_taken_without_a_symbol_or_a_digit(string password) => Assert.Null(Problem(password));

    [Theory]
    [InlineData("short", "at least 12")]
    [InlineData("elevenchars", "at least 12")]
    [InlineData("aaaaaaaaaaaaaa", "different characters")]
    [InlineData("passwordpassword", "tried first")]
    [InlineData("P@ssw0rd12345", "tried first")]
    [InlineData("Welcome2024!!!!", "tried first")]
    [InlineData("qwertyuiop123", "tried first")]
    [InlineData("1q2w3e4r5t6y", "tried first")]
    [InlineData("poiuytrewqlkj", "tried first")]
    [InlineData("abcdefghijkl", "tried first")]
    [InlineData("839204756612", "tried first")]
    [InlineData("xk9pqxk9pqxk9pq", "tried first")]
    [InlineData("Sunshine-Princess", "tried first")]
    [InlineData("Letmein Letmein", "tried first")]
    [InlineData("correct horse battery staple", "tried first")]
    [InlineData("ines.carvalho@alderway.example", "name or e-mail")]
    [InlineData("CarvalhoInes2026", "name or e-mail")]
    [InlineData("alderway-2026!", "name or e-mail")]
    public void A_bad_one_is_refused_with_the_reason(string password, string reason) => Assert.Contains(reason, Problem(password));

    [Fact]
    public void Nobody_can_make_the_server_hash_a_book() => Assert.Contains("at most 256", Problem(new string([.. Enumerable.Range(0, 300).Select(i => (char)('a' + (i % 23)))])));

    private static string? Problem(string password) => PasswordRules.Problem(password, "ines.carvalho@alderway.example", "Ines Carvalho");
}
