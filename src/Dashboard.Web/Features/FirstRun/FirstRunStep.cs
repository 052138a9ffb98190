namespace Dashboard.Web.Features.FirstRun;

/// <summary>The steps after the owner's account, in order. Their names in lower case stand in the address.</summary>
public enum FirstRunStep
{
    Organisation,
    Programme,
    Seats,
    Data,
}
