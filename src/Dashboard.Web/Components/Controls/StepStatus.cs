namespace Dashboard.Web.Components.Controls;

/// <summary>Where a step stands.</summary>
public enum StepStatus
{
    Done,
    Now,
    Later,
}
