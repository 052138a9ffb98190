namespace Dashboard.Storage.Reads;

/// <summary>What a name has in common with a seat, strongest first.</summary>
public enum IdentityEvidenceKind
{
    /// <summary>Requests of the seat state the same name.</summary>
    SameName,

    /// <summary>Requests of the seat are in the same sessions.</summary>
    SameSession,

    /// <summary>Requests of the seat come from the same host.</summary>
    SameHost,
}
