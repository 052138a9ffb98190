using Dashboard.Web.Security;

namespace Dashboard.Web.Tests.Security;

public sealed class OneTimeCodeTests
{
    /// <summary>"12345678901234567890" in base32, the secret of the standard's examples.</summary>
    private const string Secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    /// <summary>RFC 6238, appendix B, SHA-1, the last six of eight digits.</summary>
    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1111111111, "050471")]
    [InlineData(1234567890, "005924")]
    [InlineData(2000000000, "279037")]
    [InlineData(20000000000, "353130")]
    public void The_codes_are_those_of_the_standard(long seconds, string code) =>
        Assert.Equal(code, OneTimeCodes.CodeAt(Secret, OneTimeCodes.StepAt(seconds * 1000)));

    [Fact]
    public void A_clock_may_be_one_step_off_and_not_two()
    {
        const long now = 1_111_111_111_000;
        var step = OneTimeCodes.StepAt(now);

        Assert.Equal(step - 1, OneTimeCodes.Match(Secret, OneTimeCodes.CodeAt(Secret, step - 1), now));
        Assert.Equal(step, OneTimeCodes.Match(Secret, OneTimeCodes.CodeAt(Secret, step)[..3] + " " + OneTimeCodes.CodeAt(Secret, step)[3..], now));
        Assert.Equal(step + 1, OneTimeCodes.Match(Secret, OneTimeCodes.CodeAt(Secret, step + 1), now));
        Assert.Null(OneTimeCodes.Match(Secret, OneTimeCodes.CodeAt(Secret, step - 2), now));
        Assert.Null(OneTimeCodes.Match(Secret, OneTimeCodes.CodeAt(Secret, step + 2), now));
    }

    [Fact]
    public void The_address_for_the_app_names_product_and_person() =>
        Assert.Equal("otpauth://totp/Drawdown:ines%2Bx%40alderway.example?secret=ABC&issuer=Drawdown", OneTimeCodes.Address("ABC", "ines+x@alderway.example"));
}
