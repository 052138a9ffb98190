using Dashboard.Storage.Rows;

namespace Dashboard.Web.Security;

/// <summary>What came of making the owner.</summary>
public abstract record OwnerSetupResult
{
    private OwnerSetupResult()
    {
    }

    /// <summary>The owner exists and may sign in.</summary>
    public sealed record Created(AppUser Owner) : OwnerSetupResult;

    /// <summary>The link was used before, replaced by a newer one, or never existed. Nothing was changed.</summary>
    public sealed record LinkIsGone : OwnerSetupResult;

    /// <summary>The account was refused for these reasons. Nothing was changed and the link stays open.</summary>
    public sealed record Refused(IReadOnlyList<string> Reasons) : OwnerSetupResult;
}
