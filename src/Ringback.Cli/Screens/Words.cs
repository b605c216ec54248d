using System.Globalization;
using Ringback.Phones.Cases;

namespace Ringback.Cli.Screens;

/// <summary>Short words for tables.</summary>
internal static class Words
{
    internal static string Stage(PhoneCase phone) => phone.Stage switch
    {
        BootStage.Addressing => "asking for an address",
        BootStage.Addressed => "has an address",
        BootStage.Hunting => "asking for files",
        BootStage.Manifest => "reading the manifest",
        BootStage.LoadingLoader => "loading the loader",
        BootStage.LoadingApplication => "loading",
        BootStage.Restarting => "flashing, restarts",
        BootStage.Configuring => "configuring",
        BootStage.Registered => "registered",
        _ => "heard of",
    };

    internal static string Goal(PhoneCase phone) => phone.Conversion switch
    {
        null => "",
        { Status: ConversionStatus.Proved } c => $"{c.Target} proved",
        { Status: ConversionStatus.Withdrawn } c => $"{c.Target} no more",
        { Status: ConversionStatus.Refused } c => $"{c.Goal} refused",
        { } c => $"{c.Target} {Math.Min(c.Step + 1, c.Steps.Count)}/{c.Steps.Count}",
    };

    internal static string Load(PhoneCase phone) => phone.LoadEvidence switch
    {
        LoadEvidence.Stated => phone.Load!,
        LoadEvidence.Inferred => phone.Load! + " (inferred)",
        _ => "",
    };

    internal static string Time(DateTimeOffset at) =>
        at.ToLocalTime().ToString("HH:mm:ss", CultureInfo.InvariantCulture);
}
