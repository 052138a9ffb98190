namespace Dashboard.Storage.Reads;

/// <summary>The order of identities.</summary>
public enum IdentitySort
{
    /// <summary>The dearest first.</summary>
    Cost,

    /// <summary>The most requests first.</summary>
    Events,

    /// <summary>The oldest first.</summary>
    First,

    /// <summary>The newest first.</summary>
    Last,

    /// <summary>By name.</summary>
    Name,
}
