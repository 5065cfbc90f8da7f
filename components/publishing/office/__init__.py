"""What Word and slides share: legal text and its language, native charts, pictures, the spectrum, the package."""
