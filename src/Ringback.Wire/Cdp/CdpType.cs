namespace Ringback.Wire.Cdp;

/// <summary>The types of values that are read and written.</summary>
internal enum CdpType : ushort
{
    DeviceId = 0x01,
    Addresses = 0x02,
    PortId = 0x03,
    Capabilities = 0x04,
    SoftwareVersion = 0x05,
    Platform = 0x06,
    NativeVlan = 0x0A,
    Duplex = 0x0B,
    VoiceVlanReply = 0x0E,
    VoiceVlanQuery = 0x0F,
    Power = 0x10,
}
