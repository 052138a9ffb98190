namespace Dashboard.Web.Features.Jobs;

/// <summary>How a job stands.</summary>
public enum JobState
{
    /// <summary>Its last run ended as it should.</summary>
    Healthy,

    /// <summary>Its last run threw.</summary>
    Failing,

    /// <summary>It runs now.</summary>
    Running,

    /// <summary>Somebody paused it.</summary>
    Paused,

    /// <summary>A run was due and did not begin.</summary>
    Late,

    /// <summary>It never ran.</summary>
    Waiting,

    /// <summary>There is nothing for it to do here.</summary>
    DoesNotApply,
}
