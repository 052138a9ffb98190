namespace Dashboard.Web.Security.SingleSignOn;

/// <summary>Why somebody was not signed in.</summary>
/// <param name="code">For the person, in the address of the sign-in page.</param>
/// <param name="why">For the audit trail, in words.</param>
internal sealed class SingleSignOnRefusal(string code, string why) : Exception(why)
{
    public string Code { get; } = code;
}
