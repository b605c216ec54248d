namespace Ringback.Workbench.Rights;

/// <summary>Root's rights cannot be given up as wanted. The message says why and what to do.</summary>
public sealed class RightsException : Exception
{
    internal RightsException(string message)
        : base(message)
    {
    }
}
