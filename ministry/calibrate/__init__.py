"""From the answers that schools send to the parameters that the tutor goes by."""
