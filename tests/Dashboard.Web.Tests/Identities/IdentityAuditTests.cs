using Dashboard.Web.Features.Audit;

namespace Dashboard.Web.Tests.Identities;

public sealed class IdentityAuditTests
{
    [Fact]
    public void The_audit_log_says_kinds_and_rules_in_words()
    {
        var assigned = AuditFields.Of(null, """{"effectiveAtMs":0,"decision":"identity-assigned","kind":6,"value":"build-7","seatId":null}""", TimeZoneInfo.Utc);
        var rules = AuditFields.Of(
            """{"decision":"identity-rules-set","rules":[]}""",
            """{"effectiveAtMs":0,"decision":"identity-rules-set","rules":[{"conditions":[{"kind":4,"pattern":"ci-*"},{"kind":7,"pattern":"acme/shop"}],"seatId":3}]}""",
            TimeZoneInfo.Utc);

        Assert.Equal(("Host", "build-7"), (assigned.Single(f => f.Name == "Kind").After, assigned.Single(f => f.Name == "Value").After));
        Assert.Equal(("none", "API key is ci-* and repository is acme/shop: seat 3"), (rules.Single(f => f.Name == "Rules").Before, rules.Single(f => f.Name == "Rules").After));
    }
}
