namespace Dashboard.Storage.Runbooks;

/// <summary>Kinds of mail that a person may want or not. Names are stored; never rename.</summary>
public enum MailKind
{
    /// <summary>A seat reached a stage of its allocation, or its credit is gone.</summary>
    StageAlerts,

    /// <summary>A seat will probably run out of credit.</summary>
    ProjectedExhaustion,

    /// <summary>A stage was left again.</summary>
    Recovered,

    /// <summary>Credit was not claimed, or is about to expire.</summary>
    Credit,

    /// <summary>Somebody asks for overage.</summary>
    Approvals,

    /// <summary>The daily or weekly digest.</summary>
    Digest,

    /// <summary>The month that ended.</summary>
    MonthEnd,

    /// <summary>The dead man, escalations, invitations, tests. Cannot be muted.</summary>
    System,
}
