package dev.seep.web.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads certificates and keys in PEM (RFC 7468).
final class PemFiles {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");
  private static final long MOST_BYTES = 1 << 20;

  private PemFiles() {}

  /// A server's key and the chain that vouches for it, its own certificate first.
  record Identity(PrivateKey key, List<X509Certificate> chain) {
    Identity {
      chain = List.copyOf(chain);
    }
  }

  /// A file that cannot be used; the message names it and says why.
  static final class Unusable extends Exception {
    private static final long serialVersionUID = 1;
    private final String mend;

    Unusable(Path file, String why, String mend) {
      super(file + ": " + why);
      this.mend = mend;
    }

    String mend() {
      return mend;
    }
  }

  static Identity read(Path certificate, Path key) throws Unusable {
    List<X509Certificate> chain = chain(certificate);
    PublicKey publicKey = chain.getFirst().getPublicKey();
    PrivateKey privateKey = key(key, publicKey.getAlgorithm());
    if (!belong(privateKey, publicKey)) {
      throw new Unusable(
          key, "is not the key of the first certificate in " + certificate, "give the pair");
    }
    return new Identity(privateKey, chain);
  }

  private static List<X509Certificate> chain(Path file) throws Unusable {
    List<X509Certificate> chain = new ArrayList<>();
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      Matcher blocks = BLOCK.matcher(text(file));
      while (blocks.find()) {
        if (blocks.group(1).equals("CERTIFICATE")) {
          byte[] der = Base64.getMimeDecoder().decode(blocks.group(2));
          chain.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der)));
        }
      }
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new Unusable(file, "holds a certificate that cannot be read: " + e.getMessage(), "");
    }
    if (chain.isEmpty()) {
      throw new Unusable(
          file, "holds no certificate in PEM", "it should begin with -----BEGIN CERTIFICATE-----");
    }
    return chain;
  }

  private static PrivateKey key(Path file, String algorithm) throws Unusable {
    Matcher blocks = BLOCK.matcher(text(file));
    String others = "";
    while (blocks.find()) {
      if (blocks.group(1).equals("PRIVATE KEY")) {
        try {
          byte[] der = Base64.getMimeDecoder().decode(blocks.group(2));
          return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
          throw new Unusable(
              file, "holds no " + algorithm + " key that can be read: " + e.getMessage(), "");
        }
      }
      others = blocks.group(1);
    }
    throw new Unusable(
        file,
        others.isEmpty()
            ? "holds no key in PEM"
            : "holds a " + others + ", not a PRIVATE KEY (PKCS#8)",
        "openssl pkcs8 -topk8 -nocrypt -in " + file + " -out key.pem");
  }

  private static String text(Path file) throws Unusable {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new Unusable(file, "is larger than 1 MB", "name the right file");
      }
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new Unusable(file, "cannot be read (" + e + ")", "check path and permissions");
    }
  }

  private static boolean belong(PrivateKey privateKey, PublicKey publicKey) {
    String name =
        switch (privateKey.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> privateKey.getAlgorithm();
        };
    try {
      Signature signature = Signature.getInstance(name);
      byte[] said = "seep".getBytes(StandardCharsets.UTF_8);
      signature.initSign(privateKey);
      signature.update(said);
      byte[] signed = signature.sign();
      signature.initVerify(publicKey);
      signature.update(said);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
