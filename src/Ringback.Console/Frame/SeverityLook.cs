namespace Ringback.Console.Frame;

/// <summary>How the severity of a problem looks, as <c>lint</c> and the library tell it.</summary>
internal static class SeverityLook
{
    /// <summary>The class of its colour.</summary>
    internal static string Tone(string? severity) => severity switch
    {
        "error" => "stop",
        "warning" => "care",
        _ => "quiet",
    };

    /// <summary>The name of its icon.</summary>
    internal static string Shape(string? severity) => severity switch
    {
        "error" => "s-refused",
        "warning" => "s-attention",
        _ => "u-info",
    };

    /// <summary>The worst first.</summary>
    internal static int Rank(string? severity) => severity switch
    {
        "error" => 0,
        "warning" => 1,
        _ => 2,
    };
}
