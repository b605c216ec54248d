using Ringback.Files.Firmware;
using Ringback.Phones.Cases;
using Ringback.Phones.Identification;

namespace Ringback.Workbench.Contract;

/// <summary>
/// What the display of a phone should show now, where that is known: the words of the 7940 and 7960 in the steps of
/// their plans (sources.md 7940-7960-code §2).
/// </summary>
public static class ExpectedScreen
{
    /// <summary>The words; null when they are not known.</summary>
    public static string? Of(PhoneCase phone)
    {
        ArgumentNullException.ThrowIfNull(phone);
        if (phone.Family != FirmwareFile.Family7940And7960) return null;
        return (phone.Stage, phone.BootCode) switch
        {
            (BootStage.Addressing or BootStage.Addressed, _) => "Configuring IP",
            (BootStage.Manifest, BootCode.Universal) => "Verifying Load",
            (BootStage.LoadingLoader, BootCode.Universal) => "Upgrading Loader",
            (BootStage.LoadingApplication, BootCode.Universal) => "Upgrading Application",
            (BootStage.LoadingLoader or BootStage.LoadingApplication, BootCode.Early) => "Upgrading Software",
            (BootStage.Restarting, BootCode.Early) => "Resetting",
            _ => null,
        };
    }
}
