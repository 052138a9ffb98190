namespace Dashboard.Storage.Jobs;

/// <summary>Why a job ran. Stored as a number; never renumber.</summary>
public enum JobCause
{
    /// <summary>Its schedule said so.</summary>
    Schedule = 0,

    /// <summary>A person pressed Run now or Retry; who is in the audit log.</summary>
    Person = 1,

    /// <summary>The product asked, because there was something to do at once.</summary>
    Product = 2,

    /// <summary>The server that ran it stopped in the middle, and it runs again.</summary>
    Recovery = 3,
}
