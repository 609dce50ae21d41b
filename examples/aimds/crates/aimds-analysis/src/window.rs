use std::collections::VecDeque;

use ndarray::{Array1, Array2, Axis};

use crate::features::{Feature, FeatureVector};

/// The stream's latest prompts, as features.
#[derive(Debug)]
pub(crate) struct Window {
    rows: VecDeque<FeatureVector>,
    capacity: usize,
}

/// What a [`Window`] looks like on the whole.
#[derive(Debug)]
pub(crate) struct Moments {
    pub(crate) samples: usize,
    pub(crate) mean: Array1<f64>,
    pub(crate) covariance: Array2<f64>,
}

impl Window {
    /// Fewer rows say too little about five features.
    const LEAST: usize = 3 * Feature::COUNT;

    pub(crate) fn new(capacity: usize) -> Self {
        Self {
            rows: VecDeque::with_capacity(capacity),
            capacity,
        }
    }

    pub(crate) fn push(&mut self, row: FeatureVector) {
        if self.rows.len() == self.capacity {
            self.rows.pop_front();
        }
        self.rows.push_back(row);
    }

    /// None while there are too few rows.
    pub(crate) fn moments(&self) -> Option<Moments> {
        let samples = self.rows.len();
        if samples < Self::LEAST {
            return None;
        }
        let matrix = Array2::from_shape_fn((samples, Feature::COUNT), |(row, column)| {
            self.rows[row][column]
        });
        let mean = matrix.mean_axis(Axis(0))?;
        let centred = matrix - &mean;
        let covariance = centred.t().dot(&centred) / (samples - 1) as f64;
        Some(Moments {
            samples,
            mean,
            covariance,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;

    #[test]
    fn too_few_rows_have_no_moments() {
        let mut window = Window::new(64);
        for _ in 1..Window::LEAST {
            window.push([1.0; Feature::COUNT]);
        }
        assert!(window.moments().is_none());
        window.push([1.0; Feature::COUNT]);
        assert!(window.moments().is_some());
    }

    #[test]
    fn old_rows_slide_out() {
        let mut window = Window::new(16);
        for number in 0..48 {
            window.push([f64::from(number), 0.0, 0.0, 0.0, f64::from(-number)]);
        }
        let moments = window.moments().unwrap();
        assert_eq!(moments.samples, 16);
        assert_relative_eq!(moments.mean[0], 39.5);
        // The variance of 16 consecutive numbers, and its mirror image.
        assert_relative_eq!(moments.covariance[[0, 0]], 68.0 / 3.0, epsilon = 1e-9);
        assert_relative_eq!(moments.covariance[[0, 4]], -68.0 / 3.0, epsilon = 1e-9);
    }
}
