namespace Dashboard.Credits.Usage;

/// <summary>What usage may say about who caused it. The order is that of precedence: of several identities that are assigned, the first kind decides. The numbers are stored.</summary>
public enum IdentityKind
{
    /// <summary>An e-mail, in lower case.</summary>
    Email = 1,

    /// <summary>The vendor's id of an account.</summary>
    AccountId = 2,

    /// <summary>A user's id: of an install, or the organisation's own.</summary>
    UserId = 3,

    /// <summary>Name or id of an API key of the vendor.</summary>
    ApiKey = 4,

    /// <summary>A workspace of the vendor's Console.</summary>
    Workspace = 5,

    /// <summary>The name of a machine.</summary>
    Host = 6,

    /// <summary>A repository, <c>owner/name</c>.</summary>
    Repository = 7,

    /// <summary>A CI workflow.</summary>
    Workflow = 8,

    /// <summary>A free tag or resource attribute; the value is <c>name=value</c>.</summary>
    Attribute = 9,
}
