namespace Ringback.Wire.Lldp;

/// <summary>The types of values that are read and written.</summary>
internal static class LldpType
{
    internal const int End = 0;
    internal const int Chassis = 1;
    internal const int Port = 2;
    internal const int TimeToLive = 3;
    internal const int PortDescription = 4;
    internal const int SystemName = 5;
    internal const int SystemDescription = 6;
    internal const int Capabilities = 7;
    internal const int ManagementAddress = 8;
    internal const int Organisation = 127;

    // How a chassis and a port are named.
    internal const byte ChassisByHardware = 4;
    internal const byte ChassisByAddress = 5;
    internal const byte ChassisByText = 7;
    internal const byte PortByHardware = 3;
    internal const byte PortByText = 7;

    // IPv4 among the families of addresses (IANA).
    internal const byte Ipv4 = 1;

    internal const byte MedCapabilities = 1;
    internal const byte MedPolicy = 2;
    internal const byte MedHardware = 5;
    internal const byte MedFirmware = 6;
    internal const byte MedSoftware = 7;
    internal const byte MedSerial = 8;
    internal const byte MedMaker = 9;
    internal const byte MedModel = 10;
    internal const byte MedAsset = 11;

    /// <summary>The organisation of LLDP-MED.</summary>
    internal static ReadOnlySpan<byte> Med => [0x00, 0x12, 0xBB];
}
