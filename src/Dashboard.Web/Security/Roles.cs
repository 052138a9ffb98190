namespace Dashboard.Web.Security;

/// <summary>What a person may do.</summary>
public static class Roles
{
    /// <summary>Everything. The person who set the product up is one.</summary>
    public const string Owner = "owner";
}
